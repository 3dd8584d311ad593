using CaregiverSignal.Feedback;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.Feedback;

/// <summary>What the browser of a request reads of the form that it sent.</summary>
public sealed class ResultLook(CheckInResults results, CaregiverReaders readers, Cookies cookies) : IReaderLook
{
    private (bool Is, Looked? At) looked;

    public Caregiver? ReaderOf(HttpContext context) =>
        At(context)?.Reader
        ?? (cookies.OwnBrowserOf(context) is { Key: not null } own ? readers.OfBrowser(null, own) : null);

    /// <returns>Null without a visit.</returns>
    public async Task<Sent?> RecordedAsync(HttpContext context)
    {
        if (At(context) is not { } found)
            return null;
        await results.RecordAsync(found, cookies.FormBrowserOf(context));
        return found.Sent;
    }

    private Looked? At(HttpContext context)
    {
        if (!looked.Is)
            looked = (true, results.Look(cookies.FormBrowserOf(context)));
        return looked.At;
    }
}
