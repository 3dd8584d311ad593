using CaregiverSignal.People;

namespace CaregiverSignal.FollowUp;

/// <summary>Whose caregivers a coordinator may see: their own, and those of colleagues whose deputy they are.</summary>
public static class Access
{
    /// <summary>Who steps in for a coordinator: the deputy of their own, or else the first standard one who is somebody else.</summary>
    /// <param name="standard">The deputies of coordinators without one of their own, in order.</param>
    /// <returns>Null when there is nobody else.</returns>
    public static long? DeputyOf(Coordinator owner, IReadOnlyList<long> standard) =>
        owner.DeputyId is { } own && own != owner.Id
            ? own
            : standard.Where(one => one != owner.Id).Select(one => (long?)one).FirstOrDefault();

    public static bool May(long viewerId, Coordinator owner, IReadOnlyList<long> standard) =>
        owner.Id == viewerId || DeputyOf(owner, standard) == viewerId;

    /// <returns>The ids of the coordinators whose caregivers the viewer may see.</returns>
    public static IReadOnlyList<long> SeenBy(long viewerId, IEnumerable<Coordinator> all, IReadOnlyList<long> standard) =>
        [.. all.Where(owner => May(viewerId, owner, standard)).Select(owner => owner.Id)];
}
