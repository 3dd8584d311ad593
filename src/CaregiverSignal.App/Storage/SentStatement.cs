using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>A statement that went to the store.</summary>
/// <param name="Parameters">Their types hold; their values are those of the moment.</param>
public readonly record struct SentStatement(string Text, DbParameterCollection Parameters);
