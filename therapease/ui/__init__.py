"""The window: places a therapist goes to, and the widgets they are made of.

The window is handed services and never sees the store or the engine. Each place has a view (widgets) and a controller
(a QObject without widgets); lists have an item model.
"""
