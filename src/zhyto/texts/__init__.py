"""What people are told in other languages: content, and how a text is found."""
