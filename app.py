"""Start the walkthrough: ``uv run app.py``; ``--help`` explains the options."""

from visualizer.commands.cli import main

if __name__ == "__main__":
    main()
