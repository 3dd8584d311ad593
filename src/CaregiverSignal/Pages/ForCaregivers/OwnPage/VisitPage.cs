using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>A page of the caregiver whose own page is open in this browser. Anybody else is led to request a link, and
/// to a code if the link alone is not enough.</summary>
public abstract class VisitPage(Cookies cookies) : SitePage
{
    protected Cookies Cookies => cookies;

    protected OwnBrowser Browser => cookies.OwnBrowserOf(HttpContext);

    /// <summary>The page, or the way to whatever opens it.</summary>
    protected IActionResult Led<T>(Behind<T> behind, Func<T, IActionResult> show) =>
        behind.Door switch
        {
            Door.NoVisit => Go(HttpMethods.IsGet(Request.Method) ? AskLinkModel.AskPath : AskLinkModel.NotSent),
            Door.NeedsCode => Go(CodeModel.Address),
            Door.ToBeErased => Go(PageRoutes.OwnPage),
            _ => show(behind.Value!),
        };
}
