"""What the return is reckoned by: pure rules of costs, closed months, proof and recovery."""
