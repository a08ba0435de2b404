"""What follows: bounds, comparison designs, placebos, power. It uses numbers only, and no table."""
