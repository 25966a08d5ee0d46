"""The window: the only place for Qt widgets. Widgets show snapshots and send wishes; the core answers."""
