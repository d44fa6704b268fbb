"""The attacker: random actions upon the page, and what must hold after each of them."""
