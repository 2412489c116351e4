enum EmptyChecks {}
