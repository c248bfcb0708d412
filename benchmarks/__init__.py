"""What the walkthrough costs, against its budgets and against other ways to show the same scene."""
