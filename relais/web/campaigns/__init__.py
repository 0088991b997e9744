"""The pages of campaigns: terms, target, objectives, costs, reasons, call centers."""
