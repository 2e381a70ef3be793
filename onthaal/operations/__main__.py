from onthaal.operations.cli import main

main()
