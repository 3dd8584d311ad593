using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>A page of the caregiver whose own page this browser has open; whoever has none is led to asking for a link,
/// and to a code where the link alone does not open it.</summary>
public abstract class VisitPage(Cookies cookies) : SitePage
{
    protected Cookies Cookies => cookies;

    protected OwnBrowser Browser => cookies.OwnBrowserOf(HttpContext);

    /// <summary>What is behind the door, or the way to what opens it.</summary>
    protected IActionResult Led<T>(Behind<T> behind, Func<T, IActionResult> show) =>
        behind.Door switch
        {
            Door.NoVisit => Go(HttpMethods.IsGet(Request.Method) ? AskLinkModel.AskPath : AskLinkModel.NotSent),
            Door.NeedsCode => Go(CodeModel.Address),
            Door.ToBeErased => Go(PageRoutes.OwnPage),
            _ => show(behind.Value!),
        };
}
