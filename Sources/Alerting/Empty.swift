enum EmptyAlerting {}
