"""The program as it runs where the shape of a person is not installed, in all its processes."""

from scenes.model import sources

sources.find_spec = lambda _name: None

if __name__ == "__main__":
    from visualizer.commands.cli import main

    main()
