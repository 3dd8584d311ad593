using CaregiverSignal.Feedback;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.Feedback;

/// <summary>What a request's browser may read of the form that it sent.</summary>
public sealed class ResultLook(CheckInResults results, CaregiverReaders readers, Cookies cookies) : IReaderLook
{
    private (bool Is, Looked? At) looked;

    public async Task<Caregiver?> ReaderOfAsync(HttpContext context, CancellationToken stop = default) =>
        (await AtAsync(context, stop))?.Reader
        ?? (
            cookies.OwnBrowserOf(context) is { Key: not null } own
                ? await readers.OfBrowserAsync(null, own, stop)
                : null
        );

    /// <returns>Null without a visit.</returns>
    public async Task<Sent?> RecordedAsync(HttpContext context)
    {
        if (await AtAsync(context) is not { } found)
            return null;
        await results.RecordAsync(found, cookies.FormBrowserOf(context));
        return found.Sent;
    }

    private async Task<Looked?> AtAsync(HttpContext context, CancellationToken stop = default)
    {
        if (!looked.Is)
            looked = (true, await results.LookAsync(cookies.FormBrowserOf(context), stop));
        return looked.At;
    }
}
