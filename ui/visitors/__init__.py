"""Who is visiting: sign-in, roles, what each may do."""
