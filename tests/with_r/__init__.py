"""Our statistics beside R's, on the same data: `make agreement`."""
