"""What things are: frozen data and pure geometry; no files, no network, standard library only."""
