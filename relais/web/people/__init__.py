"""The pages of people: who works here, their roles and absences, and the organization itself."""
