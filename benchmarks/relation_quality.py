def add_parser(q):
    pass
