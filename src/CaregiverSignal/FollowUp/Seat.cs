using CaregiverSignal.People;

namespace CaregiverSignal.FollowUp;

/// <summary>A coordinator who is signed in.</summary>
/// <param name="Sees">The coordinators whose caregivers this one may see, themselves included.</param>
/// <param name="Open">How many signals of their own caregivers are open, and how many tips wait for them.</param>
/// <param name="MailIsHeld">Nothing is mailed until the operator says so.</param>
public sealed record Seat(long SessionId, Coordinator Coordinator, IReadOnlyList<long> Sees, int Open, bool MailIsHeld);
