"""What charts are drawn with: marks, where they stand, how they look, and SVG."""
