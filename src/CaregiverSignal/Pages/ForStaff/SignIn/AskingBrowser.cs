using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

public static class AskingBrowser
{
    /// <summary>The hash of this browser's key; creates one if needed.</summary>
    public static string HashOf(HttpContext context, Cookies cookies)
    {
        if (context.Request.Cookies[cookies.Asking] is not { Length: > 0 } key)
        {
            key = LinkKey.New(KeyPurpose.Ask).Clear;
            cookies.Set(context, cookies.Asking, key);
        }

        return LinkKey.HashOf(KeyPurpose.Ask, key);
    }

    public static bool Is(Link link, HttpContext context, Cookies cookies) =>
        link.AskedBy is null
        || (context.Request.Cookies[cookies.Asking] is { } key && LinkKey.HashOf(KeyPurpose.Ask, key) == link.AskedBy);
}
