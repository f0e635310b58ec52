"""Makes every file of this folder's test vectors, from the specification alone."""
