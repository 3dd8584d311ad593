using CaregiverSignal.People;

namespace CaregiverSignal.FollowUp;

/// <summary>Whose caregivers a coordinator may see: their own, and those of colleagues whose deputy they are.</summary>
public static class Access
{
    /// <param name="defaultDeputy">The deputy of coordinators without one of their own; null when nobody is.</param>
    public static bool May(long viewerId, Coordinator owner, long? defaultDeputy) =>
        owner.Id == viewerId || (owner.DeputyId ?? defaultDeputy) == viewerId;

    /// <returns>The ids of the coordinators whose caregivers the viewer may see.</returns>
    public static IReadOnlyList<long> SeenBy(long viewerId, IEnumerable<Coordinator> all, long? defaultDeputy) =>
        [.. all.Where(owner => May(viewerId, owner, defaultDeputy)).Select(owner => owner.Id)];
}
