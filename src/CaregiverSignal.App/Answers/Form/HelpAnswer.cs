using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers.Form;

/// <summary>What a caregiver answered to whether help helps.</summary>
public sealed record HelpAnswer(long HelpId, HelpVerdict Helped)
{
    /// <summary>The help that a check-in asks about; null when there is none, or it was said in it before.</summary>
    internal static ArrangedHelp? Asked(Transaction transaction, CheckIn checkIn, SiteTime time) =>
        HelpArrangements.ToAskAbout(transaction, checkIn.CaregiverId, checkIn.IsAftercare, time.Today) is { } help
        && !HelpTable.IsSaidIn(transaction, checkIn.Id)
            ? help
            : null;

    /// <summary>Stores it, where it is about help of theirs that runs.</summary>
    internal void Say(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        if (HelpOf(transaction, checkIn) is { } help)
            HelpArrangements.Say(transaction, help, Helped, checkIn.Id, time);
    }

    /// <summary>The help that this is about; null when it is none of theirs that runs.</summary>
    internal ArrangedHelp? HelpOf(Transaction transaction, CheckIn checkIn) =>
        HelpTable.Of(transaction, checkIn.CaregiverId).FirstOrDefault(help => help.Id == HelpId && help.Runs);
}
