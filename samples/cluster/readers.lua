-- What readers ask for: mostly the catalogue, sometimes a search, now and then what is new.
local targets = {
  "/api/v1/courses", "/api/v1/courses?limit=10", "/api/v1/courses?q=safety", "/api/v1/courses?facets=all",
  "/api/v1/changes?since=0", "/api/v1/suggest?q=pub",
}
request = function()
  return wrk.format("GET", targets[math.random(#targets)])
end
