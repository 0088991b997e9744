"""The return "A + B": quantities, money, and the leads behind each figure."""
