enum EmptyPresentation {}
