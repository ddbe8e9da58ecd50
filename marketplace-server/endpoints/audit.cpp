#include "core/json/json.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

Result<Response> list_audit(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto rows,
           services.store.view([&](Session& session) { return session.audit(page); }));
  return page_response<Json>("audit", rows);
}

}  // namespace haat::server
