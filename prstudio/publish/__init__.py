"""Direct publishing: what each platform wants to be asked, the queue, and the accounts."""
