using System.ComponentModel;
using System.Reflection;

namespace ShapeGen.CompilerServices;

/// <summary>Opens weights that travel inside an assembly. Generated <c>Load()</c> methods call it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddedWeights
{
    /// <summary>Opens a resource of the assembly as a weights file. It is read where it lies; nothing is copied.</summary>
    /// <param name="assembly">The assembly of the model.</param>
    /// <param name="resourceName">The name under which the file is embedded.</param>
    /// <exception cref="SafeTensorsException">There is no such resource, or it is damaged.</exception>
    public static SafeTensors Open(Assembly assembly, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return SafeTensors.OpenResource(assembly, resourceName);
    }
}
