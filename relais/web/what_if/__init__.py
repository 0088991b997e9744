"""What if more were taken up or honoured, or fewer passed on: expected signatures and money."""
