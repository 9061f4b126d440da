"""What a site reports: the day sheet, and how it is written."""
