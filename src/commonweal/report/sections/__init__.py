"""What each part of the page says, worked out before any HTML is written."""
