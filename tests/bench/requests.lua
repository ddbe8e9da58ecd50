-- wrk asks for the paths in $PATHS, one after the other; with $FRESH each time as if nobody had asked for it before.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local fresh = os.getenv("FRESH")
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("id", threads)
end
local asked = 0
-- Dots and dashes, which ask for nothing: another text, and the same search.
local function mark(number)
  local text = ""
  repeat
    text = text .. (number % 2 == 0 and "." or "-")
    number = math.floor(number / 2)
  until number == 0
  return text .. "+"
end
local function as_if_new(path)
  local marked, found = path:gsub("([?&]q=)", "%1" .. mark(asked * 8 + id))
  return found > 0 and marked or path .. "&q=" .. mark(asked * 8 + id)
end
function request()
  asked = asked + 1
  local path = paths[(asked * 7919 + id * 101) % #paths + 1]
  if fresh then path = as_if_new(path) end
  return wrk.format("GET", path)
end
local refused = 0
function response(status) if status ~= 200 then refused = refused + 1 end end
function done(summary, latency)
  local errors = summary.errors
  print(string.format("RESULT %.0f %.0f %.0f %d %.0f", summary.requests / (summary.duration / 1e6), latency:percentile(50),
    latency:percentile(99), errors.status + errors.connect + errors.read + errors.timeout, latency:percentile(99.9)))
end
