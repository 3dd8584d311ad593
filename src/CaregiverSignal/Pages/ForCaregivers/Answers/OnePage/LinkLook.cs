using System.Globalization;
using CaregiverSignal.Forms;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;

public sealed class LinkLook(CheckInForms forms, Cookies cookies) : IReaderLook
{
    private LinkWithReader? found;

    public async Task<Caregiver?> ReaderOfAsync(HttpContext context, CancellationToken stop = default) =>
        (await AtAsync(context, stop)).Reader;

    public async Task<BehindLink> BehindAsync(HttpContext context, CancellationToken stop = default) =>
        (await AtAsync(context, stop)).Behind;

    /// <summary>The answer to the opening question that was clicked in the email: preselected, not stored.</summary>
    public static int? Pressed(HttpContext context) =>
        int.TryParse(
            context.Request.Query[ServedPaths.AnswerField],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var code
        )
            ? code
            : null;

    private async Task<LinkWithReader> AtAsync(HttpContext context, CancellationToken stop = default) =>
        found ??= await forms.LookAsync(
            context.GetRouteValue("key") as string ?? "",
            cookies.FormBrowserOf(context),
            context.Request.Query["wat"].ToString(),
            Pressed(context),
            PicturePage.Wanted(context.Request.Query[PicturePage.Field].ToString()),
            stop
        );
}
