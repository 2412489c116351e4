enum EmptyMonitoring {}
