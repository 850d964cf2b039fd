local schedule, before, planned, jobs = ARGV[1], ARGV[2], ARGV[3], cjson.decode(ARGV[4])
if redis.call('HGET', root .. ':schedules', schedule) ~= before then
  return 0
end
redis.call('HSET', root .. ':schedules', schedule, planned)
insert_all(jobs)
return 1
