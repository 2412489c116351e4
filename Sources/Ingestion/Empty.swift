enum EmptyIngestion {}
