"""Engine: a plan carried through its years and draws."""
