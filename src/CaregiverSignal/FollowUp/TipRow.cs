using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>A tip on the worklist, ready to show.</summary>
public sealed record TipRow(long Id, string Received, IReadOnlyList<Tag> Tags, string Words, string State)
{
    public static TipRow Of(Tip tip, SiteTime time)
    {
        var words = WorklistPageModel.Words;
        var tags = new List<Tag>();
        if (tip.TakenUpAt is null) tags.Add(new Tag(words["Tag.Tip"], true));
        if (tip.Minor == "yes") tags.Add(new Tag(words["Tag.Minor"], true));
        return new TipRow(tip.Id, TipPageModel.Received(tip, time), tags, WorklistPageModel.Short(Plainly.Shown(tip.Words ?? "")), TipPageModel.StateOf(tip, time));
    }
}
