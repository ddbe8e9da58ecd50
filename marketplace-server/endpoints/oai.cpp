#include "marketplace-server/endpoints/catalogue_answer.hpp"
#include "marketplace-server/oai/harvest.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

// A page of the protocol's own: it tells errors with status 200, and its answers hold the time.
Result<Response> answer_harvester(Request& request, Services& services) {
  const Harvester harvester{request.query, base_url(request, services), services.admin_email,
                            services.clock()};
  HAAT_TRY(const XmlElement document, services.store.view([&](Session& session) {
    return answer(harvester, services.catalogue, session);
  }));
  Response response;
  response.content_type = "text/xml; charset=utf-8";
  response.body = to_xml(document);
  return response;
}

}  // namespace haat::server
