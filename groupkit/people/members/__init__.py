"""The list of members: how to reach people, what they agreed to, and letting it go again."""
