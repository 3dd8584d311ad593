using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Forms;

/// <summary>A caregiver's answer to whether help helps.</summary>
public sealed record HelpAnswer(long HelpId, HelpVerdict Helped)
{
    /// <summary>The help that a check-in asks about; null for none, or if it was answered before.</summary>
    internal static async Task<ArrangedHelp?> Asked(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        await HelpArrangements.ToAskAbout(transaction, checkIn.CaregiverId, checkIn.IsAftercare, time.Today) is { } help
        && !await HelpTable.IsSaidIn(transaction, checkIn.Id)
            ? help
            : null;

    /// <summary>Stores it, if it is about running help of theirs.</summary>
    internal async Task Say(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        if (await HelpOf(transaction, checkIn) is { } help)
            await HelpArrangements.Say(transaction, help, Helped, checkIn.Id, time);
    }

    /// <summary>The help it is about; null if it is no running help of theirs.</summary>
    internal async Task<ArrangedHelp?> HelpOf(Transaction transaction, CheckIn checkIn) =>
        (await HelpTable.Of(transaction, checkIn.CaregiverId)).FirstOrDefault(help => help.Id == HelpId && help.Runs);
}
