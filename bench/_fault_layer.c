/* A layer between the program and its files: records every change below one folder, or lets writes fail.
 *
 * Loaded with LD_PRELOAD, driven through ctypes by bench/_fault_layer.py. The encrypted database is linked into its
 * Python module, but what it writes goes through the C library as everybody's does, and so through here.
 *
 * A record: operation 1 | inode 8 | offset 8 | length 8 | as many bytes (what was written, or names).
 * W write, T cut to a length, F sync of a file, D sync of a folder, C new file, R rename (old 0 new), U removal.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char root[PATH_MAX];
static size_t root_length;
static int log_descriptor = -1;
static long changes;
static long fails_from = -1;
static int fails_with;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void te_watch(const char *folder, const char *log) {
    snprintf(root, sizeof root, "%s/", folder);
    root_length = strlen(root);
    changes = 0;
    log_descriptor = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

void te_fail(long after, int error) { fails_from = after < 0 ? -1 : changes + after; fails_with = error; }

long te_changes(void) { return changes; }

static int is_below(const char *path) { return root_length && strncmp(path, root, root_length) == 0; }

static int path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

static int is_watched(int descriptor) {
    char path[PATH_MAX];
    return root_length && path_of(descriptor, path) && is_below(path);
}

static int ends_in_shm(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

static uint64_t inode_of(int descriptor) {
    struct stat state;
    return fstat(descriptor, &state) ? 0 : (uint64_t)state.st_ino;
}

static void record(char operation, uint64_t inode, uint64_t offset, const void *bytes, uint64_t length) {
    if (log_descriptor < 0) return;
    unsigned char head[25];
    head[0] = (unsigned char)operation;
    memcpy(head + 1, &inode, 8);
    memcpy(head + 9, &offset, 8);
    memcpy(head + 17, &length, 8);
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
    if (syscall(SYS_writev, log_descriptor, parts, 2) < 0) abort();
}

static void record_of(char operation, int descriptor, uint64_t offset, const void *bytes, uint64_t length) {
    char path[PATH_MAX];
    if (log_descriptor < 0 || !path_of(descriptor, path) || ends_in_shm(path)) return;
    record(operation, inode_of(descriptor), offset, bytes, length);
}

/* Counts a change and says whether it is to fail. A full disk refuses what needs room, a broken one refuses all. */
static int refused(int needs_room) {
    long number = changes++;
    if (fails_from < 0 || number < fails_from || (fails_with == ENOSPC && !needs_room)) return 0;
    errno = fails_with;
    return 1;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    int watched = is_watched(descriptor);
    if (watched && refused(1)) return -1;
    off_t at = watched ? lseek(descriptor, 0, SEEK_CUR) : 0;
    if (watched && (fcntl(descriptor, F_GETFL) & O_APPEND)) at = lseek(descriptor, 0, SEEK_END);
    ssize_t done = NEXT(write)(descriptor, bytes, length);
    if (watched && done > 0) record_of('W', descriptor, (uint64_t)at, bytes, (uint64_t)done);
    return done;
}

static ssize_t write_at(int descriptor, const void *bytes, size_t length, off_t at) {
    int watched = is_watched(descriptor);
    if (watched && refused(1)) return -1;
    ssize_t done = syscall(SYS_pwrite64, descriptor, bytes, length, at);
    if (watched && done > 0) record_of('W', descriptor, (uint64_t)at, bytes, (uint64_t)done);
    return done;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t at) { return write_at(descriptor, bytes, length, at); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t at) { return write_at(descriptor, bytes, length, at); }

static int cut(int descriptor, off_t length) {
    int watched = is_watched(descriptor);
    /* A file grows by a hole even where there is no room. */
    if (watched && refused(0)) return -1;
    int done = (int)syscall(SYS_ftruncate, descriptor, length);
    if (watched && !done) record_of('T', descriptor, (uint64_t)length, "", 0);
    return done;
}

int ftruncate(int descriptor, off_t length) { return cut(descriptor, length); }
int ftruncate64(int descriptor, off_t length) { return cut(descriptor, length); }

static int sync_one(int descriptor) {
    struct stat state;
    char path[PATH_MAX];
    if (!root_length || !path_of(descriptor, path) || fstat(descriptor, &state)) return (int)syscall(SYS_fsync, descriptor);
    /* The watched folder itself has no slash at its end. */
    int is_root = strlen(path) == root_length - 1 && strncmp(path, root, root_length - 1) == 0;
    if (!is_root && !is_below(path)) return (int)syscall(SYS_fsync, descriptor);
    if (refused(0)) return -1;
    if (S_ISDIR(state.st_mode)) record('D', 0, 0, path, strlen(path));
    else record_of('F', descriptor, 0, "", 0);
    return 0;
}

int fsync(int descriptor) { return sync_one(descriptor); }
int fdatasync(int descriptor) { return sync_one(descriptor); }

static int open_one(int folder, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    const char *name = path;
    if (path[0] != '/' && folder == AT_FDCWD && getcwd(full, sizeof full - 2)) {
        strncat(full, "/", sizeof full - strlen(full) - 1);
        strncat(full, path, sizeof full - strlen(full) - 1);
        name = full;
    }
    int watched = is_below(name) && (flags & (O_CREAT | O_TRUNC));
    struct stat state;
    int is_new = watched && (flags & O_CREAT) && stat(name, &state) != 0;
    int is_cut = watched && (flags & O_TRUNC) && !is_new;
    if ((is_new || is_cut) && refused(is_new)) return -1;
    int descriptor = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (descriptor >= 0 && !ends_in_shm(name)) {
        if (is_new) record('C', inode_of(descriptor), 0, name, strlen(name));
        if (is_cut) record('T', inode_of(descriptor), 0, "", 0);
    }
    return descriptor;
}

#define MODE_OF(flags, mode)                                   \
    mode_t mode = 0;                                           \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                   \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        mode = (mode_t)va_arg(rest, int);                      \
        va_end(rest);                                          \
    }

int open(const char *path, int flags, ...) { MODE_OF(flags, mode) return open_one(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags, mode) return open_one(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags, mode) return open_one(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags, mode) return open_one(folder, path, flags, mode); }

int rename(const char *old, const char *new) {
    int watched = is_below(old) || is_below(new);
    struct stat state;
    if (watched && refused(0)) return -1;
    uint64_t inode = watched && !stat(old, &state) ? (uint64_t)state.st_ino : 0;
    int done = (int)syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
    if (watched && !done && !ends_in_shm(old)) {
        char names[2 * PATH_MAX];
        size_t first = strlen(old) + 1;
        memcpy(names, old, first);
        memcpy(names + first, new, strlen(new));
        record('R', inode, 0, names, first + strlen(new));
    }
    return done;
}

int unlink(const char *path) {
    int watched = is_below(path);
    struct stat state;
    int is_there = watched && !stat(path, &state);
    if (is_there && refused(0)) return -1;
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (is_there && !done && !ends_in_shm(path)) record('U', (uint64_t)state.st_ino, 0, path, strlen(path));
    return done;
}

/* Whole files copied by the kernel would pass unseen: whoever asks is sent back to reading and writing. */
ssize_t sendfile(int out, int in, off_t *at, size_t count) { errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off_t *at, size_t count) { errno = EINVAL; return -1; }
ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t count, unsigned flags) { errno = EINVAL; return -1; }
int posix_fallocate(int descriptor, off_t at, off_t length) { return EOPNOTSUPP; }
int posix_fallocate64(int descriptor, off_t at, off_t length) { return EOPNOTSUPP; }
