"""The place of the people of a vault: who they are, what they may do, letting somebody in and out."""

from __future__ import annotations

from therapease.domain.user import UserRole, UserStatus

ROLE_WORDS: dict[UserRole, str] = {
    UserRole.OWNER: "Owner",
    UserRole.THERAPIST: "Therapist",
    UserRole.SUPERVISOR: "Supervisor",
    UserRole.ASSISTANT: "Assistant",
}

ROLE_HINTS: dict[UserRole, str] = {
    UserRole.OWNER: "Treats clients, reads every record, manages people and settings.",
    UserRole.THERAPIST: "Treats clients of their own and those assigned to them.",
    UserRole.SUPERVISOR: "As a therapist, and reads the records of whoever agreed to be supervised.",
    UserRole.ASSISTANT: "Appointments and contact data. No session, note or result.",
}

ACCOUNT_STATUS_WORDS: dict[UserStatus, str] = {
    UserStatus.INVITED: "Invited",
    UserStatus.ACTIVE: "",
    UserStatus.DEACTIVATED: "Deactivated",
    UserStatus.REMOVED: "Removed",
}


class People:
    RAIL = "People"
    TITLE = "People"
    SUBTITLE = "Who works in this vault, and what each of them may do."
    LIST = "People of this vault"
    INVITE = "Invite somebody"
    YOU = "you"
    CLIENTS = "{count} clients"
    CLIENTS_ONE = "1 client"
    ALONE = "You are the only one here. Invite a colleague, a supervisor or somebody at the desk."
    OVER = "Invitation over"
    UNFINISHED = "Removal not finished"
    WAITS_TITLE = "{name} asks to supervise you"
    WAITS = (
        "If you agree, {name} can read the sessions and notes of your clients, without the recordings and your private "
        "notes. Your clients should know. You can end it here at any time."
    )
    AGREE = "Agree"
    DECLINE = "Decline"
    SUPERVISED = "{name} supervises you and reads your clients' records."
    END = "End supervision"
    WORKING = "Writing the vault anew under another key. This takes a while; leave the window open."
    SAVED = "Saved"
    DONE_REMOVED = "The account is gone, and its key opens this vault no more"
    DONE_DEACTIVATED = "The account is closed"
    DONE_REACTIVATED = "The account is open again"
    DONE_WITHDRAWN = "The invitation is taken back"


class Invite:
    TITLE = "Invite somebody"
    INTRO = "You get a code to hand over. With it, the person sets a passphrase that only they know."
    NAME = "Name"
    CREDENTIALS = "Credentials"
    CREDENTIALS_HINT = "Optional. They stand behind the name under a signed note."
    ROLE = "Role"
    MAKE = "Make the invitation"
    CODE_TITLE = "Invitation for {name}"
    CODE_INTRO = (
        "Hand this code over in person or by phone. It is shown this once, works once, and is over after seven days."
    )
    CODE = "Invitation code"
    CODE_NEXT = "At the sign-in window of this computer {name} chooses “I have an invitation” and types the code."
    CODE_DONE = "I have passed it on"


class PersonForm:
    TITLE = "Profile"
    LICENCE = "Licence number"
    CONTACT = "Contact"
    CONTACT_HINT = "Optional, for example a phone extension. Colleagues see it."
    ROLE_LATER = "A new role holds from the next sign-in."
    SUPERVISOR = "Supervised by"
    NOBODY = "Nobody"
    WAITING = "Waits for {name} to agree, signed in."
    IN_FORCE = "In force: {name} has agreed."
    SUPERVISOR_HINT = "They have to agree themselves before anything can be read."
    SAVE = "Save"
    ACCOUNT = "Account"
    NEW_CODE = "Make a new code"
    WITHDRAW = "Take invitation back"
    DEACTIVATE = "Deactivate"
    REACTIVATE = "Open again"
    RESET = "Reset sign-in"
    REMOVE = "Remove"
    FINISH = "Finish removal"


class PeopleQuestions:
    DEACTIVATE_TITLE = "Deactivate this account?"
    DEACTIVATE = (
        "{name} can no longer sign in. Clients, notes and signatures stay as they are, and you can open the account "
        "again. Somebody who has left for good should be removed instead: only that changes the vault's key."
    )
    RESET_TITLE = "Reset the sign-in of {name}?"
    RESET = (
        "For somebody who lost both passphrase and recovery code. You get a new code to hand over. The old passphrase "
        "and recovery code stop working, and private process notes written so far stay closed for good."
    )
    RESET_CONFIRM = "Reset sign-in"
    WITHDRAW_TITLE = "Take this invitation back?"
    WITHDRAW = "The code handed to {name} opens nothing any more."
    REMOVE_TITLE = "Remove {name}?"
    REMOVE = (
        "The account ends for good. The whole vault is written anew under another key, which takes a while. What was "
        "signed keeps the name. Copies and backups made before still open with the old key: keep them safe."
    )
    SUCCESSOR = "Clients and coming appointments go to"
    REMOVE_CONFIRM = "Remove for good"


class Join:
    LINK = "I have an invitation"
    TITLE = "Join with your invitation"
    SUBTITLE = "Type the code you were given, then choose a passphrase. Nobody else will know it."
    CODE = "Invitation code"
    CODE_HINT = "Seven groups of four. Capitals, dashes and spaces do not matter."
    CODE_MISSING = "Type the code you were given."
    JOIN = "Join"
    JOINING = "Joining…"
