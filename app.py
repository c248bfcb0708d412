"""Start the walkthrough: ``uv run app.py``; ``--help`` explains the options."""

if __name__ == "__main__":
    # Processes that this one starts read this file too, and need nothing of it.
    from visualizer.commands.cli import main

    main()
