#include "core/content/trackers.hpp"

#include <algorithm>
#include <array>

namespace haat {
namespace {

// In alphabetical order; each with whatever stands before it after a dot.
constexpr auto trackers = std::to_array<std::string_view>({
    "adnxs.com",
    "addthis.com",
    "ads-twitter.com",
    "ads.linkedin.com",
    "amplitude.com",
    "analytics.google.com",
    "analytics.tiktok.com",
    "bat.bing.com",
    "chartbeat.com",
    "clarity.ms",
    "cloudflareinsights.com",
    "connect.facebook.net",
    "crazyegg.com",
    "criteo.com",
    "doubleclick.net",
    "fullstory.com",
    "getclicky.com",
    "google-analytics.com",
    "googleadservices.com",
    "googlesyndication.com",
    "googletagmanager.com",
    "heapanalytics.com",
    "histats.com",
    "hotjar.com",
    "hs-analytics.net",
    "inspectlet.com",
    "kissmetrics.com",
    "logrocket.com",
    "luckyorange.com",
    "matomo.cloud",
    "mc.yandex.ru",
    "mixpanel.com",
    "moatads.com",
    "mouseflow.com",
    "nr-data.net",
    "optimizely.com",
    "pendo.io",
    "piwik.pro",
    "plausible.io",
    "quantserve.com",
    "scorecardresearch.com",
    "segment.com",
    "segment.io",
    "sharethis.com",
    "smartlook.com",
    "snap.licdn.com",
    "statcounter.com",
    "woopra.com",
});

}  // namespace

bool is_tracker(std::string_view host) {
  return std::any_of(trackers.begin(), trackers.end(), [&](std::string_view each) {
    return host.ends_with(each) &&
           (host.size() == each.size() || host[host.size() - each.size() - 1] == '.');
  });
}

bool is_tracker(std::string_view host, std::string_view address) {
  return is_tracker(host) ||
         (host == "www.facebook.com" && address.find("facebook.com/tr") != std::string_view::npos);
}

}  // namespace haat
