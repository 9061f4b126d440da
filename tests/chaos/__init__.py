"""Kill -9 at random moments, and afterwards every number must reconcile."""
