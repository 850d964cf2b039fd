return insert_all(cjson.decode(ARGV[1]))
