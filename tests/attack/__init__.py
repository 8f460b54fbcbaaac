"""What a stranger, another group, a member or a friend could try, and what must then happen."""
