enum EmptyCore {}
